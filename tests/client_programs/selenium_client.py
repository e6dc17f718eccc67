"""chromedriver knows a host and a port only, and wants a browser of its own version."""
import os, urllib.parse
from selenium import webdriver
from selenium.webdriver.common.by import By

options = webdriver.ChromeOptions()
options.debugger_address = urllib.parse.urlsplit(os.environ["PORT_URL"]).netloc
driver = webdriver.Chrome(options=options, service=webdriver.ChromeService("/usr/bin/chromedriver"))
driver.get(os.environ["PAGE_URL"])
driver.find_element(By.TAG_NAME, "button").click()
assert (driver.title, driver.find_element(By.TAG_NAME, "output").text) == ("A page", "clicked")
assert driver.get_screenshot_as_png()[1:4] == b"PNG"
driver.quit()
print("ok")
