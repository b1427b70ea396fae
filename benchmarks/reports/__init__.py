"""How fast, small and large reports are printed, beside a browser and Typst."""
