"""The live edition: the book's own engine in a reader's browser, with nothing to install.

``make live`` adds it to the published site. :mod:`fetch` gets an interpreter and what is compiled
for it, :mod:`pack` puts these and the book into archives, :mod:`answers` writes down what the book
says of unchanged evidence and which tables each answer rests on, :mod:`pages` writes the pages,
:mod:`lab` adds the chapters as notebooks. In the browser :mod:`casebook.telling.live` answers;
``static/`` holds what calls it.
"""
