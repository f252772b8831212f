"""How an ICB's pages look, and what services can and cannot do: open facts, typed by those who answer for them."""

from django.db import models

from people.models.organisations import Organisation


class Branding(models.Model):
    """How the portal presents itself to the people of one ICB."""

    class Colour(models.TextChoices):
        """Header colours on which white letters can be read: a contrast of at least 4.5 to 1."""

        BLUE = "blue", "NHS blue"
        DARK_BLUE = "dark-blue", "Dark blue"
        GREEN = "green", "Dark green"
        PURPLE = "purple", "Purple"
        PLUM = "plum", "Plum"
        GREY = "grey", "Dark grey"

    icb = models.OneToOneField(Organisation, models.CASCADE, related_name="branding")
    name = models.CharField("Name of the portal", max_length=60, blank=True)
    logo_text = models.CharField("Words beside the NHS logo", max_length=60, blank=True)
    colour = models.CharField("Colour of the header", max_length=10, choices=Colour, default=Colour.BLUE)
    contact = models.EmailField("Mailbox of the interface team", blank=True)

    def __str__(self) -> str:
        return self.name or str(self.icb)


class Service(models.Model):
    """What one service of an organisation can and cannot help with, when, and what to do when it is urgent."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="services")
    name = models.CharField("Name of the service", max_length=120)
    can_help = models.TextField("What it can help with", max_length=2000, blank=True)
    cannot_help = models.TextField("What it cannot help with", max_length=2000, blank=True)
    hours = models.CharField("Opening hours", max_length=200, blank=True)
    urgent_line = models.CharField("When it is urgent", max_length=200, blank=True)
    link = models.URLField("Link", blank=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="service_once")]

    def __str__(self) -> str:
        return self.name
