mafp/1
license: fwlw
version: undated
role: text
language: en
made-from: spdx-xml
words: 30
sha256: 40a4c7d6f5f06cef2b4651530fee5541202607fcccfe814c1698cb668a721a94
tokens:
lHwTCk05sJzLj/w3PT/vYf60uDqj3jJI8sFyXHWFfsgympT+S7SWuQs3fxIAL+UGRmaVVjerLX90L2USXW8anJBs3r6HaJjXxERN0SqfNeTKm7Agv98dwupe
Ekgm4wV6k0pp/EZmlVZfGiM9OXR4YQjoWh8lTqjR
punctuation:
AvMF8wHzAmoBKQjzAfMB8w==
spans:
copyright 0 12
alternatives:
sections:
end
