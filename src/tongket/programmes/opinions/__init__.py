"""Draft plans and the opinions that they need before approval: whose, by which paper, agreed or not."""
