"""From a directive to the review of what came of it."""
