"""The tree of a made-up municipal site: its pages, what they are for, and the documents that they link."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from tests.sites import words
from tests.sites.families import Family, make_slug
from tests.sites.papers import Paper, make_noise, make_wanted

_NEWS, _MEETINGS, _PLANS, _SERVICES = 0.22, 0.07, 0.05, 0.05  # of all pages; most of the rest are subjects


@dataclass(slots=True, eq=False)
class Node:
    """One page. `role` says what it is for, `form` how a listing shows its documents."""

    path: str
    title: str
    role: str
    parent: Node | None = None
    children: list[Node] = field(default_factory=list)
    papers: list[Paper] = field(default_factory=list)
    form: str = "related"

    def add(self, family: Family, title: str, role: str) -> Node:
        """A new page below this one; of equal names the later gets a number."""
        stem = self.path.removesuffix(family.ending) if family.ending else self.path
        path = f"{stem.rstrip('/')}/{make_slug(title, family)}"
        taken = {child.path for child in self.children}
        number = 2
        while path + family.ending in taken:
            path = f"{path.rstrip('0123456789-')}-{number}"
            number += 1
        node = Node(path + family.ending, title, role, self)
        self.children.append(node)
        return node


@dataclass(frozen=True, slots=True)
class Outline:
    """A site's pages by path and its documents; `start` is the start page, `listing` the main listing."""

    place: str
    start: Node
    listing: Node
    pages: dict[str, Node]
    papers: tuple[Paper, ...]


class _Builder:
    def __init__(self, family: Family, seed: int, size: int) -> None:
        self.family = family
        self.size = size
        self.chance = Random(f"{family.name} {seed}")
        self.place = words.PLACES[seed % len(words.PLACES)]
        self.start = Node("/", f"{self.place} kommun", "start")
        self.wanted = make_wanted(self.chance, self.place, max(24, min(150, size // 16)))
        self.papers: list[Paper] = list(self.wanted)
        self.subjects: dict[str, Node] = {}

    def build(self) -> Outline:
        sections = [self.start.add(self.family, name, "section") for name in words.SECTIONS]
        politics = self.start.add(self.family, self.family.politics, "section")
        for section in sections:
            for name in words.SECTIONS[section.title]:
                self.subjects[name] = section.add(self.family, name, "subject")
        listing = self._add_politics(politics)
        self._add_news(int(self.size * _NEWS))
        self._add_plans(int(self.size * _PLANS))
        self._add_services(int(self.size * _SERVICES))
        self._hang_papers(listing)
        self._fill_subjects(self.size - len(collect(self.start)))
        return Outline(self.place, self.start, listing, collect(self.start), tuple(self.papers))

    def _add_politics(self, politics: Node) -> Node:
        for name in ("Så styrs kommunen", "Nämnder och styrelser", "Val", "Ekonomi och budget", "Synpunkter"):
            politics.add(self.family, name, "plain")
        meetings = politics.add(self.family, "Möten och protokoll", "minutes")
        for number in range(int(self.size * _MEETINGS)):
            board = self.chance.choice(words.BOARDS)
            day = f"{2019 + number % 7}-{1 + number % 12:02}-{1 + number % 27:02}"
            page = meetings.add(self.family, f"{board} {day}", "minutes")
            self._add_noise(page, (f"Protokoll {board} {day}", f"Kallelse {board} {day}"))
        return (
            politics.children[0] if self.chance.random() < 0.3 else politics
        ).add(self.family, self.chance.choice(words.LISTINGS), "listing")  # fmt: skip

    def _add_news(self, count: int) -> None:
        news = self.start.add(self.family, "Nyheter", "news")
        for number in range(count * 2 // 3):
            year = news if number % 3 else self.start
            role = "news" if number % 3 else "plain"
            below = year if role == "news" else self.chance.choice(list(self.subjects.values()))
            below.add(self.family, self.chance.choice(words.NEWS).format(self._spot()), role)
        events = self.start.add(self.family, "Evenemang", "news")
        for _ in range(count // 3):
            events.add(self.family, self.chance.choice(words.EVENTS).format(self._spot()), "news")

    def _add_plans(self, count: int) -> None:
        building = self.subjects["Tomter och bostäder"]
        plans = building.add(self.family, "Pågående detaljplaner", "plans")
        for number in range(count):
            page = plans.add(self.family, f"Detaljplan för {self._spot()} {number + 1}", "plans")
            self._add_noise(page, (f"Plankarta {number + 1}", f"Planbeskrivning {number + 1}"))

    def _add_services(self, count: int) -> None:
        services = self.start.add(self.family, "Självservice", "service")
        for _ in range(count):
            page = services.add(
                self.family, self.chance.choice(words.SERVICES).format(self._spot()), "service"
            )
            if self.chance.random() < 0.4:
                self._add_noise(page, (self.chance.choice(words.FORMS).format(self._spot().lower()),))

    def _hang_papers(self, listing: Node) -> None:
        listing.form = self.chance.choice(self.family.listings)
        listed = [paper for paper in self.wanted if paper.listed]
        if listing.form.endswith("categories"):
            for category in words.CATEGORIES:
                page = listing.add(self.family, category, "category")
                page.form = "portal" if listing.form.startswith("portal") else "long"
                page.papers += [paper for paper in listed if paper.category == category]
        else:
            listing.papers += listed
        for paper in self.wanted:
            home = self.subjects.get(paper.subject)
            if home is not None and (not paper.listed or paper.number % 2):
                home.papers.append(paper)
            if paper.form == "page" or (listing.form == "landing" and paper.listed):
                role = "policy" if paper.form == "page" else "landing"
                parent = home if home is not None and paper.form == "page" else listing
                page = parent.add(self.family, paper.title, role)
                page.papers.append(paper)

    def _fill_subjects(self, count: int) -> None:
        """The many pages of everyday life, three to five steps from the start."""
        grown = list(self.subjects.values())
        for _ in range(max(count, 0)):
            parent = self.chance.choice(grown)
            subject = parent.title if parent.role == "subject" else self._spot()
            aspect = (
                self.chance.choice(words.ASPECTS) if parent.role == "subject" else f"{parent.title}, {{}}"
            )
            page = parent.add(self.family, aspect.format(subject), "plain")
            if page.path.count("/") < 5 and self.chance.random() < 0.5:
                grown.append(page)
            if self.chance.random() < 0.25:
                kinds = words.LEAFLETS if self.chance.random() < 0.7 else (*words.FORMS, *words.FEES)
                self._add_noise(page, (self.chance.choice(kinds).format(subject),))

    def _add_noise(self, page: Node, titles: tuple[str, ...]) -> None:
        for title in titles:
            paper = make_noise(self.chance, len(self.papers), title, "")
            self.papers.append(paper)
            page.papers.append(paper)

    def _spot(self) -> str:
        return self.chance.choice(words.SPOTS)


def make_outline(family: Family, seed: int, size: int) -> Outline:
    """The outline of a site of about so many pages; the same for the same arguments."""
    return _Builder(family, seed, size).build()


def collect(start: Node) -> dict[str, Node]:
    """All pages from one down, by path, in the order of the tree."""
    found: dict[str, Node] = {}
    waiting = [start]
    while waiting:
        node = waiting.pop()
        found[node.path] = node
        waiting += reversed(node.children)
    return found
