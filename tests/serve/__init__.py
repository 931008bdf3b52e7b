"""Tests of the preview. What may go wrong with one, or be done to one, has a number; tests name the rows they provoke.

I1   26 ways out of the folder
I2   a folder beside the site whose name begins alike
I3   addresses that are coded twice, wrongly, or that lead to another host
I4   links, hidden files, files of ours and of editors
I5   foreign hosts (DNS rebinding)
I6   pages of other origins that listen or call
I7   pages of other origins that read
I8   the network
I9   a port that is taken
I10  slow and idle connections
I11  requests that are malformed or too large
I12  methods
I13  listeners that come and go
I14  an article that breaks
I15  an article that is deleted or moved while it is open
I16  a thousand changes at once
I17  the ways in which editors save
I18  a system that does not report changes
I19  the end of the process
I20  what is not published
I21  traces of the preview in the published site
I22  calls of the desk
I23  opening a file in a program
I24  the answers of GitHub Pages
I25  a fault of our own
"""
