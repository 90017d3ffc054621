"""The real first migration."""

from importlib import import_module

Migration = import_module("balai.registers.audit.migrations.0001_initial").Migration
