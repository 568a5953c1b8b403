"""An article on QE, sentence by sentence: the numbers that answer each of its statements, computed anew.

``statements`` reads the fixed list and our texts; ``runs`` makes each scenario once; one module for each part of
the article says which numbers answer which sentence; ``answers`` joins them.
"""
