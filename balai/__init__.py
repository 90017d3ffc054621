"""Balai: the hall where a regency runs its smart-city programme and the ministry assesses it."""
