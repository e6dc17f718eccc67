import os
import pychrome

browser = pychrome.Browser(url=os.environ["PORT_URL"])
tab = browser.list_tab()[0]
tab.start()
tab.Page.enable()
tab.Page.navigate(url=os.environ["PAGE_URL"], _timeout=10)
for _ in range(50):
    tab.wait(0.1)
    title = tab.Runtime.evaluate(expression="document.title")["result"]["value"]
    if title == "A page":
        break
assert title == "A page", title
tab.stop()
print("ok")
