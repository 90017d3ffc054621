"""The append-only trail of every change, sealed into a Merkle tree."""
