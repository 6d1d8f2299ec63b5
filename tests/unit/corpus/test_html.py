"""Web pages: the text a reader sees, the article in it, its kinds of lines, and the way back to the HTML."""

from __future__ import annotations

import html as markup_tools
import re

import pytest

from orchestration.corpus import read_report
from orchestration.corpus.html import looks_like_html, read_page

PROSE = [
    "2018年，云岚市总工会围绕中心、服务大局，全年新建基层工会320家，发展会员4.6万人，其中新就业形态劳动者1.2万人。",
    "全市各级工会筹集帮扶资金近900万元，帮扶困难职工1.1万余人次，资助困难职工子女410名，受到职工群众欢迎。",
    "举办劳动和技能竞赛86场次，参赛职工达12万人次，调解劳动争议512件，成功率达到81%，挽回损失2300余万元。",
    "加强工会干部队伍建设，举办培训班24期，培训1050人次；建成职工书屋102个，赠送图书5.2万册，职工满意。",
]
PAGE = (
    '<!DOCTYPE html><html><head><meta charset="{tag}"><title>云岚市总工会2018年工作总结_云岚网</title>'
    '<meta name="PubDate" content="2019-01-12 09:00"><meta name="ContentSource" content="云岚日报"><meta name="Author" content="李四">'
    '<script type="application/ld+json">{{"@type":"NewsArticle","headline":"云岚市总工会2018年工作总结","publisher":{{"name":"云岚网"}}}}</script>'
    "<script>var a = '<p>9999家</p>';</script><style>p{{margin:0}}</style></head><body>"
    '<div class="top"><ul><li><a href="/">首页</a></li><li><a href="/n">要闻</a></li><li><a href="/x">我国会员达3亿人</a></li></ul></div>'
    "<div class='main'><h1>云岚市总工会2018年工作总结</h1><div class='info'>2019-01-10 09:25 来源：云岚网 点击：1284</div>"
    "<p>{0}</p>\n<h2>一、维权服务</h2><p>{1}</p><p>{2}</p>"
    "<ul><li>新增母婴室8间</li><li>新建驿站76家，全部投入使用</li></ul>"
    "<table><caption>表1 各区情况</caption><tr><th>单位</th><th>会员</th></tr><tr><td>东湖区</td><td><p>1200</p></td></tr></table>"
    "<figure><img src='a.jpg'><figcaption>职工运动会现场</figcaption></figure><p>{3}</p></div>"
    '<div style="display:none">暗链 <div>博彩888</div></div>'
    '<div class="side"><h3>相关新闻</h3><ul><li><a href="/1">我省会员达1036万人</a></li><li><a href="/2">全国会员达3亿人</a></li></ul></div>'
    "<footer>版权所有 云岚网 云ICP备08106468号</footer></body></html>"
)


def _page(tag: str = "utf-8") -> str:
    return PAGE.format(*PROSE, tag=tag)


def test_the_article_is_read_and_the_rest_is_kept_apart() -> None:
    report = read_report(_page().encode(), "a.html")
    kinds = {report.text[b.start : b.end]: b.kind for b in report.blocks}
    for prose in PROSE:
        assert kinds[prose] == "paragraph"
    assert kinds["云岚市总工会2018年工作总结"] == "title"
    assert kinds["一、维权服务"] == "heading"
    assert kinds["新增母婴室8间"] == "list_item"
    assert kinds["东湖区\t1200"] == "table_row"
    assert kinds["职工运动会现场"] == "caption"
    for line in (
        "首页",
        "我国会员达3亿人",
        "我省会员达1036万人",
        "版权所有 云岚网 云ICP备08106468号",
        "点击：1284",
    ):
        assert kinds[line] == "boilerplate", line
    assert "9999" not in report.source_text and "博彩" not in report.source_text


def test_facts_of_a_page_and_the_text_wins_over_the_meta_tags() -> None:
    facts = read_report(_page().encode(), "a.html").facts
    assert facts.title == "云岚市总工会2018年工作总结"
    assert facts.published_on is not None and facts.published_on.isoformat() == "2019-01-10"
    assert (facts.source, facts.author) == ("云岚网", "李四")
    without = _page().replace("2019-01-10 09:25 来源：云岚网 点击：1284", "")
    facts = read_report(without.encode(), "a.html").facts
    assert facts.published_on is not None and facts.published_on.isoformat() == "2019-01-12"
    assert facts.source == "云岚日报"


def test_every_visible_character_leads_back_to_the_markup() -> None:
    source = _page().replace("近900万元", "近&#57;00&nbsp;万元").replace("512件", "<b>5</b>12件")
    page = read_page(source)
    for i, character in enumerate(page.text):
        if character.isspace():
            continue
        start, end = page.offsets.source_span(i, i + 1)
        assert markup_tools.unescape(source[start:end]) == character
    at = page.text.index("512件")
    start, end = page.offsets.source_span(at, at + 4)
    assert source[start:end] == "5</b>12件"


def test_a_number_with_entities_and_tags_inside_is_whole_in_the_clean_text() -> None:
    source = _page().replace("近900万元", "近&#57;00&nbsp;万元").replace("512件", "<b>5</b>12件")
    text = read_report(source.encode(), "a.html").text
    assert "近900万元" in text and "512件" in text


@pytest.mark.parametrize(
    "broken",
    [
        "<p>一<二，会员<b>12人",
        "<div><table><tr><td>甲<td>乙</table>",
        "<p title='a>b'>会员12人</p",
        "<!-- <p>1</p>",
    ],
)
def test_broken_markup_never_raises(broken: str) -> None:
    report = read_report(f"<html><body>{broken}".encode(), "a.html")
    assert report.text_status in ("ok", "empty")


def test_a_text_that_speaks_of_tags_is_no_page() -> None:
    assert not looks_like_html("工会网站使用<p>标签，会员12人。", "a.txt")
    assert looks_like_html("<!DOCTYPE html><html><body>", "a.txt")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gb18030"])
@pytest.mark.parametrize("tag", ["big5", "iso-8859-1", "utf-8"])
def test_wrong_tags_change_nothing(encoding: str, tag: str) -> None:
    report = read_report(_page(tag).encode(encoding), "a.html", http_charset="big5")
    numbers = re.findall(r"\d+(?:\.\d+)?", report.text)
    right = re.findall(r"\d+(?:\.\d+)?", read_report(_page().encode(), "a.html").text)
    assert numbers == right


def test_a_page_of_nested_tables_and_line_breaks_in_gbk() -> None:
    """The site of the 2000s: layout tables, paragraphs parted by BR, a counter in brackets, a tag that lies."""
    links = "".join(
        f"<TD><A href=/{i}>{word}</A></TD>"
        for i, word in enumerate(("首页", "工会概况", "工会要闻", "政策法规"))
    )
    body = "<BR>\n".join("　　" + line for line in PROSE)
    source = (
        '<HTML><HEAD><TITLE>云岚市总工会2008年工作总结</TITLE><META content="text/html; charset=utf-8"></HEAD><BODY>'
        f"<TABLE><TR>{links}</TR></TABLE><TABLE><TR><TD><TABLE><TR><TD><A href=1>我省会员达1036万人</A></TD></TR></TABLE></TD><TD><TABLE>"
        "<TR><TD><B>云岚市总工会2008年工作总结</B></TD></TR><TR><TD>发布时间：2009-1-10 点击次数：[1284] 【字体：大 中 小】</TD></TR>"
        f"<TR><TD>{body}<BR><BR><TABLE><TR><TD>单位</TD><TD>会员</TD></TR><TR><TD>东湖区</TD><TD>1200</TD></TR></TABLE></TD></TR>"
        "</TABLE></TD></TR></TABLE><TABLE><TR><TD>版权所有 云岚市总工会 邮编：100000<BR>云ICP备08106468号</TD></TR></TABLE></BODY></HTML>"
    )
    report = read_report(source.encode("gbk"), "a.htm")
    kinds = {report.text[b.start : b.end]: b.kind for b in report.blocks}
    assert [kinds[line] for line in PROSE] == ["paragraph"] * 4
    assert kinds["云岚市总工会2008年工作总结"] == "title"
    assert kinds["东湖区\t1200"] == "table_row"
    for line in ("工会概况", "我省会员达1036万人", "点击次数：[1284]", "云ICP备08106468号"):
        assert kinds[line] == "boilerplate", line
    assert report.facts.published_on is not None and report.facts.published_on.isoformat() == "2009-01-10"
    assert (report.facts.publisher, report.facts.region_id, report.facts.region_name) == (
        "云岚市总工会",
        None,
        "云岚市",
    )
