mafp/1
license: Bison-exception-1.24
version: undated
role: text
language: en
made-from: spdx-xml
words: 39
sha256: 0fde1edbb808b16d01ebeab387c5098f171050f6167203d34eb3f57f389a5448
tokens:
jMruBLTpLyFiSVfJpoyL4B6a/T1GZpVWQkHJpTl0eGG1PToBPT/vYdEWlT1cdTRvtOkvIdEWlT3ED9SsQkHJpSvUN0ldbxqcMqDwO5NKafzED9SsQkHJpZZj
IR0uJ3G9RmaVVmJJV8mmjIvg3wB61hPWXRI9P+9hKoFJuC3KR4M3qy1/6RfJ45Gw8ACarRtnnr/11XcW5czRFpU9
punctuation:
BPMM8wgp
spans:
alternatives:
sections:
end
