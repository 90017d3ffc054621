"""What only the portal's own templates ask for."""
