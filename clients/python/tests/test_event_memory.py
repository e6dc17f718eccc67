"""What a session remembers."""

from __future__ import annotations

import unittest
from unittest import mock

from tacklebox_client.cdp.event_memory import MOST_EVENTS, EventMemory


class EventMemoryTest(unittest.TestCase):
    def test_the_first_of_a_name_is_taken_once(self) -> None:
        memory = EventMemory()
        for number, name in enumerate(("A.a", "B.b", "A.a")):
            memory.add({"method": name, "number": number}, 10)
        self.assertEqual([(memory.take("A.a") or {}).get("number") for _ in range(3)], [0, 2, None])
        memory.clear()
        self.assertIsNone(memory.take("B.b"))

    def test_the_oldest_are_forgotten_by_number(self) -> None:
        memory = EventMemory()
        for number in range(MOST_EVENTS + 5):
            memory.add({"method": "A.a", "number": number}, 10)
        self.assertEqual((memory.take("A.a") or {})["number"], 5)

    def test_the_oldest_are_forgotten_by_length(self) -> None:
        memory = EventMemory()
        with mock.patch("tacklebox_client.cdp.event_memory.MOST_CHARACTERS", 25):
            for number in range(3):
                memory.add({"method": "A.a", "number": number}, 10)
            self.assertEqual((memory.take("A.a") or {})["number"], 1)
            memory.add({"method": "B.b"}, 26)
            self.assertIsNone(memory.take("B.b"))
            memory.add({"method": "C.c"}, 25)
            self.assertIsNotNone(memory.take("C.c"))


if __name__ == "__main__":
    unittest.main()
