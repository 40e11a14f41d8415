"""Articles as they were: fetched or read, their text taken out, and kept as a document and a file.

addresses    what an address means: without tracking parts, and the original of an archived copy
hosts        which addresses of the network may be asked
fetching     one page over http or https, bounded in time, size and redirects
sources      a file, a page or standard input as bytes, with what is known of their form
characters   the bytes of a page as text
article      what an article is, whatever it came as
pages, papers, plain_texts   HTML, PDF, plain text and Markdown as articles
walls        pages that hold no article: a login, a question for consent, an empty page
outlets      whose article it is
capturing    all of this, and the write into the store
"""
