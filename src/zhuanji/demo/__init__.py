"""A company worth looking at: 禾汀集团, invented, with a year of complaints, made from a seed.

Nothing above knows this package and it has no tables: it tells lives (`lives`), in words of its
own (`words`, `grammar`), and writes them with the product's own rules (`ledger`).
"""
