"""The engines: each module gives an Ibis connection; nothing else in tongket names an engine."""
