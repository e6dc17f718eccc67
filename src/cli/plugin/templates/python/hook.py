#!/usr/bin/env python3
"""Greets the page.

It is started once for each page, in a directory of its own: what it writes there is kept. With "required_plugins": ["dom"] in config.json,
$SNAP_DIR/dom/output.html is the page as scripts left it.
"""
import json
import os


def main():
    with open("greeting.txt", "w", encoding="utf-8") as file:
        file.write(f"{os.environ['{{NAME}}_GREETING']}, {os.environ['URL']}\n")
    # One JSON object on a line is a record; every other line is log. An exception ends the hook with 1, and it has failed.
    print(json.dumps({"type": "ArchiveResult", "status": "succeeded", "output_str": "greeting.txt"}))


if __name__ == "__main__":
    main()
