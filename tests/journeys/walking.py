"""What a person does at a browser, in their own words."""

from playwright.sync_api import Page, expect

from people.models import User
from tests.journeys.watching import is_sound


class Visitor:
    """Somebody at a browser, signed in or not."""

    def __init__(self, page: Page):
        self.page = page

    def opens(self, path: str) -> None:
        answer = self.page.goto(path)
        assert answer.status == 200, f"{answer.status} at {path}"

    def chooses(self, name: str, role: str = "link") -> None:
        """Follow a link or press a button, by its name."""
        self.page.get_by_role(role, name=name, exact=True).first.click()

    def presses(self, name: str) -> None:
        self.chooses(name, "button")

    def opens_up(self, name: str) -> None:
        """Show what is folded away under a name."""
        self.page.locator("summary").get_by_text(name, exact=True).click()

    def fills(self, **answers: str) -> None:
        """Fill questions in, by the names of their fields."""
        for name, answer in answers.items():
            self.page.locator(f"[name={name}]").fill(answer)

    def picks(self, **answers: str) -> None:
        """Choose from lists, by what they show."""
        for name, answer in answers.items():
            self.page.locator(f"select[name={name}]").select_option(label=answer)

    def signs_in(self, person: User | str) -> None:
        self.opens("/sign-in/")
        self.asks_for_a_code(getattr(person, "email", person))
        self.types_the_code()

    def asks_for_a_code(self, email: str) -> None:
        self.fills(email=email)
        self.presses("Send me a code")

    def types_the_code(self) -> None:
        """The demonstration shows the code that would have come by e-mail."""
        self.fills(code=self.page.locator("#demonstration-code").inner_text())
        self.page.locator("main").get_by_role("button", name="Sign in").click()

    def stands_on(self, heading: str) -> None:
        expect(self.page.locator("h1")).to_have_text(heading)
        self.page.wait_for_load_state()

    def reads(self, *texts: str) -> None:
        for text in texts:
            expect(self.page.locator("main")).to_contain_text(text)

    def never_reads(self, *texts: str) -> None:
        content = self.page.content()
        for text in texts:
            assert text not in content, f"“{text}” stands on {self.page.url}"

    def finds_the_page_sound(self) -> None:
        is_sound(self.page)
