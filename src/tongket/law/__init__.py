"""The law as dated data: symbols of documents, rules with their articles, working days and deadlines."""
