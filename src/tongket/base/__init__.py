"""What every room of the cycle stands on."""
