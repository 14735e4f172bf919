"""The shell: `tongket …`. Each room brings its own commands; here they are put together."""
