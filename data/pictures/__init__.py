"""Pictures for people: any map or chart as PNG and SVG, drawn on the server when a button is clicked.

`spec` says what a picture shows, `mission_maps` and `mission_charts` make such specs from a page's context and
frames, `button` offers them; `files` and what it imports draw, with matplotlib's own canvases (`pyplot` is not safe
for threads).
"""
