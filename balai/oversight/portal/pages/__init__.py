"""What each page shows, gathered from selectors and said by the rules; no HTML here."""
