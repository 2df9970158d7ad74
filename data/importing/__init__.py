"""Files in: layouts found by their columns, rows checked, tables revised."""
