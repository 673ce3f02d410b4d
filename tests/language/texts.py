"""What people, copied pages and attackers type."""

from hypothesis import strategies as st

CHINESE = "我的宽带被乱扣费客服态度恶劣要求退款王小明龍後乾頭髮〇𠮷"
LATIN = "abcXYZéßÅøŁＡｂ"
DIGITS = "0123456789０９٣"
PICTURES = "😡👩👧👍\U0001f3fd❤\ufe0f\u200d☎🇨🇳"
MARKS = "，。！？、%_\\'\":*&|<>()（）-—…· \t\n\u3000"
HOSTILE = (
    "\0\x07\r\x85\u2028\u202e\u2066\u200b\u200c\ufeff\u0301\u0323\u0344\u20e3\ud800\udfff\ufffe"
)
ODD = "ﷺ㎡①½İσςΣがｶﾞ한ᄒ\u1161\u11abที่नि\ue000"

typed_characters = st.sampled_from(CHINESE + LATIN + DIGITS + PICTURES + MARKS)
odd_characters = st.sampled_from(HOSTILE + ODD) | st.characters(exclude_categories=())
typed_text = st.text(typed_characters)
any_text = st.text(typed_characters | odd_characters)
