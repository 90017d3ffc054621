"""What happens to accounts by the clock, without anybody asking."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from balai.registers.accounts import services
from balai.registers.work import services as work
from tests.registers.accounts.factories import make_user, signed_in_client

pytestmark = pytest.mark.django_db


def test_overdue_invitations_and_sessions_are_closed_each_day():
    daily = {one.name: one.function for one in work.scheduled()}
    assert daily["accounts.close_overdue"] is services.close_overdue
    assert daily["accounts.forget_sessions"] is services.forget_sessions


def test_only_sessions_whose_time_is_over_are_forgotten():
    running, over = (signed_in_client(make_user()).session.session_key for _ in range(2))
    Session.objects.filter(pk=over).update(expire_date=timezone.now() - timedelta(seconds=1))
    services.forget_sessions()
    assert list(Session.objects.values_list("pk", flat=True)) == [running]
