"""The bundled example mission and the seeded script that makes it."""
