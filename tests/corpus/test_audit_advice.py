from __future__ import annotations

import numpy as np
import pytest

from corpus.audit_advice import expect_width, find_sizes, list_common
from corpus.audit_design import LAYERS
from corpus.audit_records import Layer
from corpus.correction import compute_estimates
from corpus.estimate_records import Domain, Unit
from tests.audits import CODES, STRATEGY, draw_sample, make_world


def test_the_expected_width_is_near_that_of_the_audit_that_follows() -> None:
    expected, found = [], []
    for seed in range(12):
        material = draw_sample(make_world(seed), seed)
        assert material.sample is not None
        one = expect_width(material.sample.frame, material.sample.audit.sizes, CODES[STRATEGY], 300)
        assert one.gives_point
        expected.append(one.width)
        found += [
            estimate.high - estimate.low
            for estimate in compute_estimates(material)
            if (estimate.unit, estimate.code, estimate.domain) == (Unit.PASSAGE, CODES[STRATEGY], Domain())
            and estimate.high is not None
            and estimate.low is not None
        ]
    assert len(found) == 12
    # The model of these worlds misses more than is supposed, and municipalities differ by chance.
    assert 0.5 < np.mean(expected) / np.mean(found) < 1.2


def test_more_reading_is_expected_to_narrow_intervals_until_all_is_read() -> None:
    sample = draw_sample(make_world(1), 1).sample
    assert sample is not None
    told = [expect_width(sample.frame, sample.audit.sizes, CODES[STRATEGY], n) for n in (50, 100, 300, 9_999)]
    widths = [one.width for one in told]
    assert widths == sorted(widths, reverse=True)
    assert widths[-1] == pytest.approx(0)


def test_codes_come_most_common_first_and_sizes_never_above_what_there_is() -> None:
    sample = draw_sample(make_world(2), 2).sample
    assert sample is not None
    counts = dict(zip(CODES, sample.frame.codings.accepted.sum(axis=0), strict=True))
    common = list_common(sample.frame, 3)
    assert [counts[code] for code in common] == sorted(counts.values(), reverse=True)[:3]
    sizes = dict.fromkeys(LAYERS, 0) | {Layer.REST: 250}
    assert list(find_sizes(sizes)) == [100, 200, 250]
    assert list(find_sizes(sizes | {Layer.REST: 9_000})) == [100, 200, 300, 500]
    assert list(find_sizes(dict.fromkeys(LAYERS, 0))) == [100, 200, 300, 500][:0]
