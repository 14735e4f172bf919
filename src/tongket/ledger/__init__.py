"""The Merkle log of RFC 9162: canonical bytes, tree hashes, proofs, signed checkpoints. Knows no database."""
