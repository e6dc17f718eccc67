"""Runs the plugin on a small page, as `tacklebox archive` would, and looks at what it said and left."""
import json
import pathlib
import shutil
import subprocess
import unittest

HERE = pathlib.Path(__file__).resolve().parent


def run(*arguments):
    command = ["tacklebox", "hook", "run", "--json", "--keep", *arguments, str(HERE)]
    return json.loads(subprocess.run(command, stdout=subprocess.PIPE, text=True).stdout)


class Test(unittest.TestCase):
    def test_it_greets_the_page(self):
        shown = run("--set", "{{NAME}}_GREETING=Ahoy")
        self.addCleanup(shutil.rmtree, shown["data"])
        self.assertEqual((shown["result"]["status"], shown["result"]["output_str"]), ("succeeded", "greeting.txt"), shown)
        greeting = pathlib.Path(shown["snapshot_dir"], "{{name}}", "greeting.txt").read_text(encoding="utf-8")
        self.assertEqual(greeting, f"Ahoy, {shown['url']}\n")


if __name__ == "__main__":
    unittest.main()
