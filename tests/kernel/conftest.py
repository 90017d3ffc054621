"""No example here is timed: a busy machine must not decide whether a rule holds."""

from hypothesis import settings

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
