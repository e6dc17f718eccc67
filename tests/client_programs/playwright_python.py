import os
from playwright.sync_api import sync_playwright

with sync_playwright() as playwright:
    browser = playwright.chromium.connect_over_cdp(os.environ["PROXY_URL"])
    page = browser.contexts[0].new_page()
    page.goto(os.environ["PAGE_URL"])
    page.click("button")
    assert (page.title(), page.text_content("output")) == ("A page", "clicked")
    assert page.screenshot()[1:4] == b"PNG"
    browser.close()
print("ok")
