"""The commands of Enlace."""
