"""Take the pictures in docs/screenshots from a demo company that moved into an empty house.

The house stands in var/screenshots and is the same for the same seed, but for the clock.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "docs/screenshots"
HOUSE = ROOT / "var/screenshots"
PASSWORD = "zhuanji-demo"  # noqa: S105 - printed by `make run`
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
DESKTOP, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
LIMIT = 150_000
_CODE = re.compile(r"查询码\D{0,3}([0-9A-Z]{4}-[0-9A-Z]{4})")
_NUMBER = re.compile(r"complaints/(ZJ[0-9A-Z-]+)/")


@dataclass(frozen=True)
class Camera:
    browser: Browser
    address: str

    def page(self, who: str = "", *, dark: bool = False, phone: bool = False) -> Page:
        """Return a page of a new visitor, signed in when they have a login."""
        page = self.browser.new_context(
            locale="zh-CN", timezone_id="Asia/Shanghai", viewport=PHONE if phone else DESKTOP,  # type: ignore[arg-type]
            color_scheme="dark" if dark else "light", reduced_motion="reduce", base_url=self.address,
            device_scale_factor=2 if phone else 1,
        ).new_page()  # fmt: skip
        if who:
            page.goto("/desk/sign-in/")
            page.fill("[name=username]", who)
            page.fill("[name=password]", PASSWORD)
            page.keyboard.press("Enter")
            page.wait_for_url("**/desk/")
        return page

    def take(self, page: Page, name: str, path: str = "", *, sign: str = "body") -> None:
        """Keep what the page shows, once its fonts, its parts and the `sign` are there."""
        if path:
            page.goto(path)
        page.wait_for_selector(sign)
        page.evaluate("document.fonts.ready.then(() => true)")
        page.wait_for_timeout(600)  # parts that htmx fetches have no common sign
        picture = Image.open(BytesIO(page.screenshot()))
        keep(picture, TARGET / f"{name}.webp")


def keep(picture: Image.Image, path: Path) -> None:
    """Write the picture as good as fits into LIMIT."""
    for quality in (85, 75, 65, 50):
        picture.save(path, "WEBP", quality=quality, method=6)
        if path.stat().st_size < LIMIT:
            break
    print(f"  {path.relative_to(ROOT)}  {path.stat().st_size / 1000:.0f} kB")


def richest(page: Page, listing: str, most: int = 12) -> str:
    """Return the number of the complaint in a list about which most was said."""
    page.goto(listing)
    numbers: list[str] = list(dict.fromkeys(_NUMBER.findall(page.content())))[:most]

    def said(number: str) -> int:
        return len(page.request.get(f"/desk/complaints/{number}/").text())

    return max(numbers, key=said)


def code_of(page: Page, number: str) -> str:
    """Read the query code in the acknowledgement, as the customer does."""
    page.goto(f"/desk/complaints/{number}/")
    found = _CODE.search(page.locator("body").text_content() or "")
    if not found:
        raise LookupError(f"No query code on the page of {number}.")
    return found[1]


def take_all(camera: Camera) -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    lead, agent = camera.page("lead"), camera.page("agent")
    camera.take(lead, "today", "/desk/")
    camera.take(lead, "queue", "/desk/complaints/?open=1&order=due")
    working = richest(lead, "/desk/complaints/?stage=handling")
    camera.take(lead, "complaint", f"/desk/complaints/{working}/")
    camera.take(agent, "register", "/desk/register/")
    dark = camera.page("lead", dark=True)
    camera.take(dark, "complaint-dark", f"/desk/complaints/{working}/")
    phone = camera.page("agent", phone=True)
    camera.take(phone, "today-phone", "/desk/")
    camera.take(camera.page(), "api", "/api/v1/docs", sign=".opblock")
    answered = richest(lead, "/desk/complaints/?stage=answered")
    take_portal(camera, answered, code_of(lead, answered))


def take_portal(camera: Camera, number: str, code: str) -> None:
    customer = camera.page(phone=True)
    camera.take(customer, "portal-form-phone", "/complain/")
    customer.fill("[name=account]", "净水器装好第二天接口渗水，师傅说要等一周才有配件。")
    customer.locator("form button[type=submit]").last.click()
    customer.wait_for_url("**/receipt")
    camera.take(customer, "portal-receipt-phone")
    visitor = camera.page()
    visitor.goto(f"/find/?number={number}")
    visitor.fill("[name=code]", code)
    visitor.locator("main form button[type=submit]").first.click()
    visitor.wait_for_url(f"**/c/{number}")
    camera.take(visitor, "portal-case")


@contextmanager
def demo_house(port: int) -> Iterator[str]:
    """Run the product with a fresh demo until the pictures are taken."""
    shutil.rmtree(HOUSE, ignore_errors=True)
    address = f"http://127.0.0.1:{port}"
    environment = {**os.environ, "ZHUANJI_VAR": str(HOUSE)}
    command = [str(ROOT / ".venv/bin/zhuanji"), "up", "--port", str(port)]
    running = subprocess.Popen(command, env=environment, cwd=ROOT)  # noqa: S603 - our own program
    try:
        wait_for(f"{address}/healthz", running)
        yield address
    finally:
        running.terminate()
        running.wait(timeout=60)


def wait_for(address: str, running: subprocess.Popen[bytes], seconds: int = 240) -> None:
    """Raises RuntimeError when the program ends or nothing answers in time."""
    for _second in range(seconds):
        if running.poll() is not None:
            break
        try:
            with urllib.request.urlopen(address, timeout=2):  # noqa: S310 - our own address
                return
        except OSError:
            time.sleep(1)
    raise RuntimeError("The demo did not start.")


def photograph(address: str) -> None:
    named = (os.environ.get("CHROMIUM"), *map(shutil.which, BROWSERS))
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as engine:
        browser = engine.chromium.launch(
            executable_path=next(filter(None, named), None),
            args=[*sandbox, "--disable-dev-shm-usage"],
        )
        take_all(Camera(browser, address))
        browser.close()


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--port", type=int, default=8190)
    options.add_argument("--address", help="of a demo that runs already")
    given = options.parse_args()
    if given.address:
        photograph(given.address)
        return 0
    with demo_house(given.port) as address:
        photograph(address)
    return 0


if __name__ == "__main__":
    sys.exit(main())
