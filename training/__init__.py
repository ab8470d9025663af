"""How the shipped model is trained; never imported by the package."""
