"""The register of mandate tables: how people write its cells, what rows refer to, what is frozen, its workbook."""
