"""Step for the documented views that anyone may ask (docs/sql.md), and for the search by code and partner.

What holds of a passage is computed here in SQL as `corpus.truth.compute_truth` computes it, and a test
compares the two. Names that begin with an underscore are steps on the way and promise nothing.

Only codes that could make a difference are weighed: those that the model accepted or that somebody gave,
since a person's no to anything else changes nothing. Passages with a settling word are weighed for all codes.
"""

from __future__ import annotations

from corpus.migrations.migration import Migration

_CODER = "SELECT coder FROM classification ORDER BY run DESC, at DESC LIMIT 1"

_WEIGHING = (
    # In the order in which an answer's codes are read (corpus/answers.py).
    """CREATE VIEW _codebook_code AS SELECT v.hash AS codebook, j.key AS code, j.id AS place
        FROM codebook_version v, json_each(v.meanings) j""",
    """CREATE VIEW _named AS SELECT decision, code, min(verdict) AS verdict, min(place) AS place FROM (
            SELECT s.decision, j.value AS code, 'yes' AS verdict, 1000000000 + j.key AS place
            FROM standing_answer s JOIN answer a ON a.decision = s.decision, json_each(a.yes) j
            UNION ALL
            SELECT s.decision, j.value, 'unsure', 2000000000 + j.key
            FROM standing_answer s JOIN answer a ON a.decision = s.decision, json_each(a.unsure) j)
        GROUP BY decision, code""",
    """CREATE VIEW _weighed AS
        SELECT passage, code FROM judgement
        UNION SELECT s.passage, n.code FROM standing_answer s JOIN _named n ON n.decision = s.decision
        UNION SELECT t.passage, c.code
            FROM (SELECT passage FROM standing_answer UNION SELECT passage FROM judgement) t
            CROSS JOIN coding c ON c.passage = t.passage
            WHERE c.coder = (SELECT coder FROM latest_model) AND c.accepted = 1
        UNION SELECT t.passage, cc.code
            FROM (SELECT passage FROM answer WHERE settles = 1
                UNION SELECT passage FROM judgement WHERE settles = 1) t
            CROSS JOIN standing_answer s ON s.passage = t.passage
            CROSS JOIN answer a ON a.decision = s.decision
            JOIN _codebook_code cc ON cc.codebook = a.codebook""",
    # `moment` sorts as the words were said: by time, judgements before answers, codes as the codebook has
    # them.
    """CREATE VIEW _word AS
        SELECT passage, code, reviewer, settles, verdict, printf('%s 0 %015d', at, id) AS moment
        FROM judgement
        UNION ALL
        SELECT w.passage, w.code, s.reviewer, a.settles, coalesce(n.verdict, 'no'),
            printf('%s 1 %015d %012d', d.at, s.decision, coalesce(cc.place, n.place))
        FROM _weighed w CROSS JOIN standing_answer s ON s.passage = w.passage
        CROSS JOIN answer a ON a.decision = s.decision CROSS JOIN decision d ON d.id = s.decision
        LEFT JOIN _named n ON n.decision = s.decision AND n.code = w.code
        LEFT JOIN _codebook_code cc ON cc.codebook = a.codebook AND cc.code = w.code
        WHERE n.code IS NOT NULL OR cc.code IS NOT NULL""",
    """CREATE VIEW _last_word AS SELECT passage, code, reviewer, settles, moment,
            CASE WHEN verdict = 'yes' AND gate_yes > moment THEN 'no' ELSE verdict END AS verdict
        FROM (SELECT passage, code, reviewer, settles, verdict, moment,
            row_number() OVER (PARTITION BY passage, code, reviewer, settles ORDER BY moment DESC) AS back,
            CASE WHEN code LIKE 'gate.%' THEN max(CASE WHEN verdict = 'yes' AND code LIKE 'gate.%'
                THEN moment END) OVER (PARTITION BY passage, reviewer, settles) END AS gate_yes
            FROM _word)
        WHERE back = 1 AND verdict <> 'unsure'""",
    """CREATE VIEW _counting_word AS SELECT passage, code, reviewer, settles, verdict
        FROM (SELECT passage, code, reviewer, settles, verdict,
            max(settles) OVER (PARTITION BY passage,
                CASE WHEN code LIKE 'gate.%' THEN 'gate.' ELSE code END) AS settled FROM _last_word)
        WHERE settles = settled""",
    """CREATE VIEW _ruling AS SELECT passage, code,
            CASE WHEN min(verdict) <> max(verdict) THEN 'disputed' ELSE min(verdict) END AS ruling
        FROM _counting_word GROUP BY passage, code""",
    """CREATE VIEW _machine_gate AS SELECT passage,
            max(CASE WHEN accepted = 1 THEN code END) AS gate,
            min(1.0, total(CASE WHEN code IN ('gate.strategy', 'gate.description') THEN score END)) AS score
        FROM coding WHERE coder = (SELECT coder FROM latest_model) AND code >= 'gate.' AND code < 'gate/'
        GROUP BY passage""",
    """CREATE VIEW _gate_ruling AS SELECT r.passage,
            sum(r.ruling <> 'no') AS chosen, max(r.ruling = 'disputed') AS denied,
            max(CASE WHEN r.ruling = 'yes' THEN r.code END) AS gate,
            max(r.ruling = 'no' AND r.code = m.gate) AS refused
        FROM _ruling r LEFT JOIN _machine_gate m ON m.passage = r.passage
        WHERE r.code LIKE 'gate.%' GROUP BY r.passage""",
    # Whoever said anything: an answer says no to all that it does not name.
    """CREATE VIEW _speaker AS
        SELECT passage, reviewer, settles FROM _counting_word
        UNION
        SELECT s.passage, s.reviewer, 0 FROM standing_answer s CROSS JOIN answer a ON a.decision = s.decision
        WHERE NOT EXISTS (SELECT 1 FROM answer x WHERE x.passage = s.passage AND x.settles = 1)
        AND NOT EXISTS (SELECT 1 FROM judgement x WHERE x.passage = s.passage AND x.settles = 1)
        AND (SELECT count(*) FROM _codebook_code cc WHERE cc.codebook = a.codebook)
            > (SELECT count(*) FROM json_each(a.unsure))""",
    """CREATE VIEW _people AS SELECT passage, json_group_array(reviewer) AS reviewers, max(settles) AS settled
        FROM (SELECT passage, reviewer, max(settles) AS settles FROM _speaker
            GROUP BY passage, reviewer ORDER BY passage, reviewer) GROUP BY passage""",
    """CREATE VIEW _disputed AS SELECT passage FROM _ruling WHERE ruling = 'disputed'
        UNION SELECT passage FROM _gate_ruling WHERE chosen > 1""",
)

_VIEWS = (
    f"CREATE VIEW latest_model AS {_CODER}",
    *_WEIGHING,
    """CREATE VIEW passage_truth AS SELECT p.id AS passage, p.document,
            coalesce(CASE WHEN g.passage IS NULL OR g.chosen > 1 OR g.denied = 1 THEN m.gate
                WHEN g.chosen = 1 THEN g.gate WHEN g.refused = 1 THEN '' ELSE m.gate END, '') AS gate,
            CASE WHEN d.passage IS NOT NULL THEN 'disputed' WHEN w.settled = 1 THEN 'adjudicated'
                WHEN w.passage IS NOT NULL THEN 'reviewed' ELSE 'machine' END AS status,
            coalesce(m.score, 0.0) AS score, coalesce(w.reviewers, '[]') AS reviewers
        FROM passage p LEFT JOIN _machine_gate m ON m.passage = p.id
        LEFT JOIN _gate_ruling g ON g.passage = p.id LEFT JOIN _people w ON w.passage = p.id
        LEFT JOIN _disputed d ON d.passage = p.id WHERE p.retired = 0""",
    """CREATE VIEW passage_codes AS SELECT passage, code, substr(code, 1, instr(code, '.') - 1) AS dimension,
            made_by FROM (
        SELECT c.passage, c.code, 'machine' AS made_by FROM coding c
        LEFT JOIN _ruling r ON r.passage = c.passage AND r.code = c.code
        WHERE c.coder = (SELECT coder FROM latest_model) AND c.accepted = 1
        AND coalesce(r.ruling, 'disputed') = 'disputed'
        UNION ALL SELECT passage, code, 'person' FROM _ruling WHERE ruling = 'yes')
        WHERE code NOT LIKE 'gate.%'""",
    """CREATE VIEW statements AS SELECT t.passage, t.document, d.municipality,
            substr(t.gate, 6) AS statement, t.status, round(t.score, 4) AS score, t.reviewers,
            coalesce(nullif(d.title, ''), d.name) AS title, d.kind, d.adopted, p.first_page AS page,
            p.headings, p.text
        FROM passage_truth t JOIN passage p ON p.id = t.passage JOIN document d ON d.sha256 = t.document
        WHERE t.gate IN ('gate.strategy', 'gate.description')""",
    """CREATE VIEW statement_codes AS SELECT c.passage, t.document, c.code, c.dimension, c.made_by
        FROM passage_codes c JOIN passage_truth t ON t.passage = c.passage
        WHERE t.gate IN ('gate.strategy', 'gate.description')""",
    """CREATE VIEW documents AS SELECT d.sha256 AS document, d.municipality,
            coalesce(nullif(d.title, ''), d.name) AS title, d.kind, d.adopted, d.adopted_by,
            d.reference, d.valid_from, d.valid_to, d.responsible, d.language, d.media_type,
            d.size, d.found,
            (SELECT e.pages FROM extraction e WHERE e.document = d.sha256 ORDER BY e.id DESC LIMIT 1) AS
                pages,
            (SELECT e.failure FROM extraction e WHERE e.document = d.sha256 ORDER BY e.id DESC LIMIT 1)
                AS failure,
            (SELECT l.other FROM likeness l WHERE l.document = d.sha256 AND l.kind = 'copy' LIMIT 1) AS
                copy_of,
            (SELECT l.document FROM likeness l WHERE l.other = d.sha256 AND l.kind = 'revision' LIMIT 1)
                AS revised_by
        FROM document d""",
    """CREATE VIEW publications AS SELECT f.municipality, f.sha256 AS document, f.url, f.final_url,
            f.referrer AS found_on, f.anchor AS link_text, f.at AS fetched
        FROM fetch f JOIN (SELECT max(id) AS id FROM fetch WHERE sha256 IS NOT NULL
            GROUP BY municipality, sha256) newest ON newest.id = f.id""",
    """CREATE VIEW municipalities AS SELECT code, name, county, skr_group, group_name, population, website
        FROM municipality""",
    """CREATE VIEW coverage AS SELECT m.code AS municipality, m.name, m.county, m.group_name,
            v.finished AS visited, v.outcome, coalesce(h.documents, 0) AS documents,
            coalesce(h.unreadable, 0) AS unreadable, coalesce(s.statements, 0) AS statements
        FROM municipality m
        LEFT JOIN (SELECT municipality, finished, outcome, max(id) FROM visit GROUP BY municipality) v
            ON v.municipality = m.code
        LEFT JOIN (SELECT p.municipality, count(*) AS documents, sum(d.failure IS NOT NULL) AS unreadable
            FROM publications p JOIN documents d ON d.document = p.document GROUP BY p.municipality) h
            ON h.municipality = m.code
        LEFT JOIN (SELECT p.municipality, count(*) AS statements FROM publications p
            JOIN statements s ON s.document = p.document GROUP BY p.municipality) s
            ON s.municipality = m.code""",
    """CREATE VIEW partners AS SELECT m.passage, m.partner_type AS code, coalesce(a.name, m.text) AS name,
            m.actor, m.text AS as_written
        FROM mention m LEFT JOIN actor a ON a.id = m.actor JOIN passage p ON p.id = m.passage
        WHERE m.coder = (SELECT coder FROM latest_model) AND p.retired = 0""",
    """CREATE VIEW answers AS SELECT s.decision AS answer, s.passage, s.reviewer, r.name AS reviewer_name,
            d.at, a.yes, a.unsure, a.settles, a.shown IS NULL AS blind, a.codebook, a.note
        FROM standing_answer s JOIN answer a ON a.decision = s.decision JOIN decision d ON d.id = s.decision
        JOIN reviewer r ON r.id = s.reviewer""",
    # An answer says no to every other code of its codebook: those are not listed.
    """CREATE VIEW judgements AS
        SELECT passage, code, verdict, reviewer, at, settles, shown IS NULL AS blind FROM judgement
        UNION ALL SELECT s.passage, n.code, n.verdict, s.reviewer, d.at, a.settles, a.shown IS NULL
        FROM standing_answer s JOIN answer a ON a.decision = s.decision JOIN decision d ON d.id = s.decision
        JOIN _named n ON n.decision = s.decision""",
    """CREATE VIEW fetches AS SELECT id, municipality, url, final_url, at, status, failure, detail,
        media_type,
            size, sha256 AS document, referrer AS found_on, anchor AS link_text, run FROM fetch""",
    """CREATE VIEW visits AS SELECT municipality, site, started, finished, outcome, requests, documents,
        detail
        FROM visit""",
    "CREATE VIEW runs AS SELECT id AS run, step, started, finished, version, config_hash, counts FROM run",
)

VIEWS = Migration(
    "0010-views",
    (
        *_VIEWS,
        "CREATE INDEX mention_by_actor ON mention (actor, coder) WHERE actor IS NOT NULL",
        # Which codes people's standing answers give, by code: kept by the database itself.
        """CREATE TABLE given (
            code TEXT NOT NULL, passage TEXT NOT NULL, reviewer TEXT NOT NULL,
            PRIMARY KEY (code, passage, reviewer)) STRICT, WITHOUT ROWID""",
        "CREATE INDEX given_by_answer ON given (passage, reviewer)",
        """CREATE TRIGGER given_added AFTER INSERT ON standing_answer BEGIN
            DELETE FROM given WHERE passage = NEW.passage AND reviewer = NEW.reviewer;
            INSERT INTO given SELECT DISTINCT j.value, NEW.passage, NEW.reviewer
                FROM answer a, json_each(a.yes) j WHERE a.decision = NEW.decision; END""",
        """CREATE TRIGGER given_removed AFTER DELETE ON standing_answer BEGIN
            DELETE FROM given WHERE passage = OLD.passage AND reviewer = OLD.reviewer; END""",
        """INSERT INTO given SELECT DISTINCT j.value, s.passage, s.reviewer
            FROM standing_answer s JOIN answer a ON a.decision = s.decision, json_each(a.yes) j""",
    ),
)
