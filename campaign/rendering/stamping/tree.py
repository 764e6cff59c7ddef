"""The tree of a PDF's pages, balanced while they come: any page is found in a few steps, however many there are."""

from collections.abc import Callable

BRANCHES = 64

Put = Callable[[int, bytes], None]


class PageTree:
    """Gives each page its parent, and writes a node as soon as it is full."""

    def __init__(self, reserved: Callable[[], int]) -> None:
        self._reserved = reserved
        self._levels: list[_Node | None] = []  # none where the last one is full and no other is begun
        self.count = 0

    def parent(self, page: int, put: Put) -> int:
        """Return the number of the node that a new page, known by its own number, belongs to."""
        self.count += 1
        return self._take(0, page, 1, put)

    def finish(self, put: Put) -> int:
        """Write the nodes that are not full, from the leaves up; return the number of the root."""
        if not self._levels:
            self._levels.append(_Node(self._reserved()))
        level = 0
        while level < len(self._levels) - 1:
            self._close(level, put)
            level += 1
        root = self._levels[level]
        assert root is not None  # noqa: S101  (a level is there because something was put into it)
        put(root.number, root.written(None))
        return root.number

    def _take(self, level: int, kid: int, pages: int, put: Put) -> int:
        if level == len(self._levels):
            self._levels.append(None)
        node = self._levels[level]
        if node and len(node.kids) == BRANCHES:
            self._close(level, put)
            node = None
        if node is None:
            node = self._levels[level] = _Node(self._reserved())
        node.kids.append(kid)
        node.pages += pages
        return node.number

    def _close(self, level: int, put: Put) -> None:
        if node := self._levels[level]:
            put(node.number, node.written(self._take(level + 1, node.number, node.pages, put)))
        self._levels[level] = None


class _Node:
    def __init__(self, number: int) -> None:
        self.number, self.kids, self.pages = number, list[int](), 0

    def written(self, parent: int | None) -> bytes:
        above = f"/Parent {parent} 0 R" if parent else ""
        kids = " ".join(f"{kid} 0 R" for kid in self.kids)
        return f"<</Type/Pages{above}/Count {self.pages}/Kids[{kids}]>>".encode()
