"""Score claims against gold codings by people."""
