"""All addresses, by app."""

urlpatterns = []
