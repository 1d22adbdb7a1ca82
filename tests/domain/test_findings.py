"""Findings: what a check reports."""

import pytest

from factcheck.domain.findings import AuditRule, Finding


@pytest.mark.parametrize("rule", AuditRule)
def test_a_rule_says_what_must_hold_and_what_to_do(rule: AuditRule) -> None:
    assert rule.definition.endswith(".")
    assert rule.hint.endswith(".")
    found = rule.finding("claim a", "It is wrong.")
    assert found == Finding(rule.code, "claim a", "It is wrong.", rule.hint)
    assert type(found.rule) is str


def test_a_finding_can_do_without_a_hint() -> None:
    assert Finding("quote", "claim a", "It is wrong.").hint == ""
