"""The generated domains, and what generates them."""

from __future__ import annotations

import ast
import importlib.util
import inspect
import re
import tempfile
import types
import unittest
from importlib.machinery import SourceFileLoader
from pathlib import Path
from typing import Any, Dict, List, cast

from tacklebox_client.cdp import protocol
from tacklebox_client.cdp.protocol import Domains, status
from tacklebox_client.cdp.reply import Reply

PACKAGE = Path(inspect.getfile(protocol)).parent
CLIENT = PACKAGE.parents[1]
MARK = re.compile(r"    # API status: (stable|experimental)$")

DESCRIPTION: Dict[str, Any] = {
    "version": {"major": "1", "minor": "3"},
    "domains": [
        {
            "domain": "Net",
            "description": "The network.",
            "types": [
                {"id": "Id", "type": "string"},
                {"id": "Kind", "type": "string", "enum": ["a", "b"]},
                {
                    "id": "Thing",
                    "type": "object",
                    "properties": [
                        {"name": "id", "$ref": "Id"},
                        {"name": "parts", "type": "array", "items": {"$ref": "Thing"}, "optional": True},
                        {"name": "node", "$ref": "Other.Node", "optional": True},
                    ],
                },
            ],
            "commands": [
                {
                    "name": "setIPAddress",
                    "description": 'Sets "it" \\ them.',
                    "parameters": [
                        {"name": "fromPort", "type": "integer", "optional": True, "experimental": True},
                        {"name": "kind", "$ref": "Kind"},
                    ],
                    "returns": [{"name": "thing", "$ref": "Thing"}],
                },
                {"name": "tryIt", "experimental": True},
                {"name": "oldWay", "deprecated": True, "redirect": "Other"},
            ],
            "events": [{"name": "changed", "parameters": [{"name": "thing", "$ref": "Thing"}]}],
        },
        {
            "domain": "Other",
            "experimental": True,
            "types": [{"id": "Node", "type": "object"}],
            "commands": [{"name": "look"}],
            "events": [{"name": "seen"}],
        },
    ],
}


def load_generator() -> types.ModuleType:
    path = str(CLIENT.parent / "generate_protocol")
    loader = SourceFileLoader("generate_protocol", path)
    spec = importlib.util.spec_from_loader("generate_protocol", loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


class GeneratorTest(unittest.TestCase):
    files: Dict[str, str]

    @classmethod
    def setUpClass(cls) -> None:
        cls.files = dict(load_generator().generate(DESCRIPTION))

    def test_each_module_is_python(self) -> None:
        self.assertEqual(sorted(self.files), ["__init__.py", "net.py", "other.py", "status.py"])
        for name, text in self.files.items():
            compile(text, name, "exec")

    def test_a_method(self) -> None:
        self.assertIn(
            "    # API status: stable\n"
            "    def set_ip_address(self, kind: Kind, *, from_port: t.Optional[int] = None)"
            " -> Reply[SetIPAddressReturns]:\n"
            '        """Sets "it" \\\\ them.\n',
            self.files["net.py"],
        )
        self.assertIn('{"kind": kind, "fromPort": from_port}', self.files["net.py"])
        self.assertIn("        from_port (experimental)\n", self.files["net.py"])

    def test_marks(self) -> None:
        self.assertIn("    # API status: experimental\n    def try_it(", self.files["net.py"])
        self.assertIn("    # API status: stable\n    # Deprecated.\n    def old_way(", self.files["net.py"])
        self.assertIn("The same is in the domain Other.", self.files["net.py"])
        # All of an experimental domain is experimental.
        self.assertIn("    # API status: experimental\n    def look(", self.files["other.py"])
        self.assertIn('"Other.seen": "experimental"', self.files["status.py"])

    def test_types(self) -> None:
        text = self.files["net.py"]
        self.assertIn('Kind = t.Literal["a", "b"]', text)
        self.assertIn("class _ThingRequired(t.TypedDict):\n    id: Id\n", text)
        self.assertIn("    parts: t.List[Thing]\n    node: _other.Node\n", text)
        self.assertIn("if t.TYPE_CHECKING:\n    from . import other as _other\n", text)
        self.assertIn("def changed(self) -> EventSource[ChangedEvent]:", text)

    def test_it_writes_the_files(self) -> None:
        with tempfile.TemporaryDirectory() as directory:
            for name, text in self.files.items():
                (Path(directory) / name).write_text(text)
            self.assertEqual(len(list(Path(directory).glob("*.py"))), 4)


class Calls:
    """A session that only writes down what it is asked for."""

    def __init__(self) -> None:
        self.made: List[Any] = []

    def call(self, method: str, params: Any = None) -> Reply[Any]:
        self.made.append((method, params))
        return cast("Reply[Any]", None)


class PackageTest(unittest.TestCase):
    def test_each_method_and_event_has_its_mark(self) -> None:
        marked: Dict[str, str] = {}
        for path in sorted(PACKAGE.glob("*.py")):
            lines = path.read_text().splitlines()
            for node in ast.parse("\n".join(lines)).body:
                if not isinstance(node, ast.ClassDef) or not node.name.endswith("Domain"):
                    continue
                for member in (one for one in node.body if isinstance(one, ast.FunctionDef)):
                    first = min([member.lineno] + [one.lineno for one in member.decorator_list]) - 1
                    above = [line for line in lines[max(0, first - 2) : first] if MARK.match(line)]
                    self.assertEqual(len(above), 1, f"{path.name}: {member.name}")
                    called = [
                        str(text.value)
                        for text in ast.walk(member.body[-1])
                        if isinstance(text, ast.Constant) and str(text.value).startswith(node.name[:-6] + ".")
                    ]
                    marked[called[0]] = above[0].split()[-1]
        self.assertEqual(marked, {**status.METHODS, **status.EVENTS})
        self.assertGreater(len(status.METHODS), 600)

    def test_each_domain_can_be_used(self) -> None:
        class Session(Domains, Calls):
            pass

        session = Session()
        names = [name for name, value in vars(Domains).items() if isinstance(value, property)]
        self.assertGreater(len(names), 50)
        for name in names:
            getattr(session, name)
        session.page.navigate("about:blank", transition_type="typed")
        self.assertEqual(session.made, [("Page.navigate", {"url": "about:blank", "transitionType": "typed"})])

    def test_the_client_itself_uses_stable_methods_only(self) -> None:
        used = set()
        by_python_name = {}
        generator = load_generator()
        for full in status.METHODS:
            domain, name = full.split(".")
            by_python_name[f".{generator.snake(domain)}.{generator.snake(name)}("] = full
        for path in [*CLIENT.glob("*.py"), *CLIENT.glob("cdp/*.py")]:
            text = path.read_text()
            used |= {name for name in re.findall(r'call\(\s*"(\w+\.\w+)"', text)}
            used |= {full for call, full in by_python_name.items() if call in text}
        self.assertLessEqual({"Target.attachToTarget", "Target.getTargets", "Target.createTarget"}, used)
        self.assertEqual({name for name in used if status.METHODS[name] != "stable"}, set())


if __name__ == "__main__":
    unittest.main()
