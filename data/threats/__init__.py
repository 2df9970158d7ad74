"""Assessed threats: what JMAC, U2 and the protection advisers judge. Never derived from incidents."""
