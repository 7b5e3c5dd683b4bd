"""Questions that people ask of a study, each as one query over the documented views."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Question:
    """A query: `name` is its address in Datasette, `title` what it answers. Words after ":" are asked for."""

    name: str
    title: str
    sql: str


QUESTIONS: Final = (
    Question(
        "coverage-by-group",
        "From how many municipalities of each group do we have anything?",
        """SELECT group_name, count(*) AS municipalities, sum(documents > 0) AS with_documents,
  sum(statements > 0) AS with_statements
FROM coverage GROUP BY group_name ORDER BY group_name""",
    ),
    Question(
        "partners-by-statements",
        "With which kinds of actors do municipalities collaborate?",
        """SELECT c.code, count(DISTINCT c.passage) AS statements, count(DISTINCT c.document) AS documents,
  count(DISTINCT p.municipality) AS municipalities
FROM statement_codes c JOIN publications p ON p.document = c.document
WHERE c.dimension = 'partner' GROUP BY c.code ORDER BY statements DESC, c.code""",
    ),
    Question(
        "partner-and-purpose",
        "For what purposes, with each kind of partner?",
        """SELECT a.code AS partner, b.code AS purpose, count(*) AS statements
FROM statement_codes a JOIN statement_codes b ON b.passage = a.passage AND b.dimension = 'purpose'
WHERE a.dimension = 'partner' GROUP BY a.code, b.code ORDER BY statements DESC, partner, purpose""",
    ),
    Question(
        "governance-by-partner",
        "How is collaboration led and governed, with each kind of partner?",
        """SELECT a.code AS partner, b.code AS governance, count(*) AS statements
FROM statement_codes a JOIN statement_codes b ON b.passage = a.passage AND b.dimension = 'governance'
WHERE a.dimension = 'partner' GROUP BY a.code, b.code ORDER BY statements DESC, partner, governance""",
    ),
    Question(
        "challenges",
        "Which challenges are met by collaborating, and by how many municipalities?",
        """SELECT c.code, count(DISTINCT c.passage) AS statements,
  count(DISTINCT p.municipality) AS municipalities
FROM statement_codes c JOIN publications p ON p.document = c.document
WHERE c.dimension = 'challenge' GROUP BY c.code ORDER BY municipalities DESC, c.code""",
    ),
    Question(
        "difficulties-and-handling",
        "Which difficulties are told of, and how are they handled in the same passage?",
        """SELECT a.code AS difficulty, coalesce(b.code, '') AS handling, count(*) AS statements
FROM statement_codes a LEFT JOIN statement_codes b ON b.passage = a.passage AND b.dimension = 'handling'
WHERE a.dimension = 'difficulty' GROUP BY a.code, b.code ORDER BY statements DESC, difficulty, handling""",
    ),
    Question(
        "named-partners",
        "Which actors are named most?",
        """SELECT r.name, r.code, count(DISTINCT r.passage) AS statements,
  count(DISTINCT p.municipality) AS municipalities
FROM partners r JOIN statements s ON s.passage = r.passage JOIN publications p ON p.document = s.document
WHERE r.actor IS NOT NULL GROUP BY r.name, r.code ORDER BY municipalities DESC, r.name LIMIT 50""",
    ),
    Question(
        "universities",
        "Which municipality names which university, where, in which words?",
        """SELECT DISTINCT m.name AS municipality, r.name AS university, s.title, s.adopted, s.page,
  s.text, p.url
FROM partners r JOIN statements s ON s.passage = r.passage JOIN publications p ON p.document = s.document
JOIN municipalities m ON m.code = p.municipality
WHERE r.code = 'partner.university' ORDER BY m.name, university, s.title, s.page""",
    ),
    Question(
        "of-municipality",
        "What does one municipality say?",
        """SELECT s.statement, s.status, s.title, s.kind, s.adopted, s.page, s.text, p.url, p.fetched
FROM publications p JOIN statements s ON s.document = p.document
JOIN municipalities m ON m.code = p.municipality
WHERE m.name = :municipality ORDER BY s.title, s.page, s.passage""",
    ),
    Question(
        "by-year",
        "In which years were the documents with statements adopted?",
        """SELECT substr(adopted, 1, 4) AS year, count(DISTINCT document) AS documents,
  count(*) AS statements FROM statements GROUP BY year ORDER BY year""",
    ),
    Question(
        "reviewed",
        "How much have people checked?",
        """SELECT status, statement, count(*) AS statements FROM statements
GROUP BY status, statement ORDER BY status, statement""",
    ),
    Question(
        "unreadable",
        "Which documents could not be read, and why?",
        """SELECT m.name AS municipality, d.title, d.failure, p.url
FROM documents d JOIN publications p ON p.document = d.document
JOIN municipalities m ON m.code = p.municipality
WHERE d.failure IS NOT NULL ORDER BY m.name, d.title""",
    ),
)
