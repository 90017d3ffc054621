"""Tables: sensitive fields are marked, names of constraints speak, parts do not reach into parts."""

from __future__ import annotations

import re

import pytest
from django.apps import apps
from django.db import models

PRIVATE = re.compile(r"password|secret|token|e?mail|phone|nik|birth|address|(?:^|_)key_hash$")
WITHOUT_WORDS = "violation"


def our_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("balai.")]


def unmarked(model: type[models.Model]) -> list[str]:
    """Fields whose name tells of something private and that the model does not call sensitive."""
    if "SENSITIVE" not in vars(model):
        return [f"{model.__name__}: says nothing of what is sensitive"]
    marked = model.SENSITIVE
    return [
        f"{model.__name__}.{field.name}"
        for field in model._meta.concrete_fields
        if PRIVATE.search(field.name)
        and field.name not in marked
        and field.name != "email_verified"
    ]


def reaching(model: type[models.Model]) -> list[str]:
    """Foreign keys into another part: a part refers to another's record by its code or public id."""
    return [
        f"{model.__name__}.{field.name} → {field.related_model.__module__}"
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and field.related_model
        if field.related_model.__module__.startswith("balai.")
        if field.related_model._meta.app_label != model._meta.app_label
    ]


def silent(model: type[models.Model]) -> list[str]:
    """Constraints that would answer a person with Django's own words."""
    return [
        f"{model.__name__}.{constraint.name}"
        for constraint in model._meta.constraints
        if constraint.violation_error_message == constraint.default_violation_error_message
    ]


@pytest.mark.parametrize("rule", [unmarked, reaching, silent], ids=lambda rule: rule.__name__)
def test_every_model_keeps_the_rule(rule):
    assert [finding for model in our_models() for finding in rule(model)] == []


def test_each_rule_finds_its_mutant():
    class Lamp(models.Model):
        password = models.CharField(max_length=9)
        user = models.ForeignKey("accounts.User", on_delete=models.CASCADE)

        class Meta:
            app_label = "ui"
            constraints = (models.UniqueConstraint(fields=["password"], name="one_lamp"),)

        def __str__(self):
            return self.password

    try:
        assert unmarked(Lamp) == ["Lamp: says nothing of what is sensitive"]
        Lamp.SENSITIVE = frozenset()
        assert unmarked(Lamp) == ["Lamp.password"]
        assert reaching(Lamp) == ["Lamp.user → balai.registers.accounts.models"]
        assert silent(Lamp) == ["Lamp.one_lamp"]
        Lamp.SENSITIVE = frozenset({"password"})
        assert unmarked(Lamp) == []
    finally:
        del apps.all_models["ui"]["lamp"]
        apps.clear_cache()
