"""Works at the inspector's desk in a real browser, and prints what it saw as JSON.

    desk.py URL USER PASSWORD CLUE FOLDER     CLUE: the key of an issued clue; FOLDER: where pictures of the screen go

Drives Debian's Chromium through playwright. Answers of the service are the real ones.
"""
import json
import sys

from playwright.sync_api import sync_playwright

# The lowest contrast of the visible texts against the ground under them (WCAG 2.1, relative luminance), and where.
CONTRAST = """() => {
  const parse = text => { const m = text.match(/[\\d.]+/g).map(Number); return {rgb: m.slice(0, 3), a: m.length > 3 ? m[3] : 1}; };
  const luminance = rgb => { const [r, g, b] = rgb.map(v => { v /= 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
  let worst = {ratio: 99, text: ''};
  for (const element of document.body.querySelectorAll('*')) {
    if (!element.getClientRects().length || element.closest('svg, [hidden], .sr, .skip, noscript, :disabled')) continue;
    const text = [...element.childNodes].filter(n => n.nodeType === 3).map(n => n.data.trim()).join('');
    if (!text) continue;
    const style = getComputedStyle(element);
    if (style.visibility === 'hidden') continue;
    let ground = {rgb: [255, 255, 255], a: 1};
    for (let e = element; e; e = e.parentElement) {
      const color = parse(getComputedStyle(e).backgroundColor);
      if (color.a >= 0.85) { ground = color; break; }
    }
    const [a, b] = [luminance(parse(style.color).rgb), luminance(ground.rgb)].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05), size = parseFloat(style.fontSize);
    const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const judged = isLarge ? ratio * 1.5 : ratio;
    if (judged < worst.ratio) worst = {ratio: judged, text: text.slice(0, 40)};
  }
  return worst;
}"""

# What reaches over the right edge, or is a control without a name.
LAYOUT = """() => {
  const wide = [], unnamed = [];
  for (const e of document.body.querySelectorAll('*')) {
    const box = e.getBoundingClientRect();
    if (!box.width || e.closest('#map, .scroll, .skip, .sr, svg')) continue;
    if (box.right > innerWidth + 1) wide.push(`${e.tagName} ${e.className} ${Math.round(box.right)}`);
  }
  for (const e of document.querySelectorAll('button, a[href], input, select, textarea')) {
    if (!e.getClientRects().length || e.closest('.leaflet-control')) continue;
    const label = e.labels && e.labels.length ? e.labels[0].textContent : '';
    if (!(e.textContent.trim() || label.trim() || e.getAttribute('aria-label') || e.title)) unnamed.push(e.outerHTML.slice(0, 80));
  }
  return {wide: wide.slice(0, 5), unnamed: unnamed.slice(0, 5), scroll: document.documentElement.scrollWidth};
}"""


def main(base, user, password, clue, folder):
    seen = {"requests": [], "problems": [], "layout": {}, "contrast": {}}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN", accept_downloads=True)
        page = context.new_page()
        page.set_default_timeout(15000)
        watch(page, base, seen)

        def look(name, on=page):
            on.screenshot(path=f"{folder}/{name}.png")
            seen["layout"][name] = on.evaluate(LAYOUT)
            seen["contrast"][name] = on.evaluate(CONTRAST)

        page.goto(base)
        page.wait_for_selector("#login-form", state="visible")
        look("login")
        sign_in(page, user, password + "x")
        page.wait_for_selector("#login-error:not([hidden])")
        seen["refused"] = page.inner_text("#login-error")
        sign_in(page, user, password)
        page.wait_for_selector(".row")
        page.wait_for_selector(".leaflet-tile-loaded")
        seen["title"] = page.title()
        seen["rows"] = page.locator(".row").count()
        look("desk")

        page.click("#more-filters summary")
        page.check("#filter-kind input[value=construction]")
        until(page, "document.querySelector('#filter-count').textContent === '(1)'")
        page.wait_for_timeout(800)
        seen["filtered"] = page.eval_on_selector_all(".row", "rows => rows.map(row => row.dataset.key)")
        look("filters")
        page.click("#filter-reset")
        page.click("#more-filters summary")
        page.wait_for_timeout(600)

        page.focus("#list")
        page.keyboard.press("ArrowDown")
        seen["second"] = page.get_attribute("#row-1", "data-key")
        page.keyboard.press("Enter")
        page.wait_for_selector(".clue-bar")
        seen["opened"] = page.evaluate("decodeURIComponent(location.hash)")
        page.keyboard.press("Escape")
        page.wait_for_selector("#clue-panel", state="hidden")

        page.goto(f"{base}#clue={clue}")
        until(page, "[...document.querySelectorAll('.swipe img')].length === 2 && [...document.querySelectorAll('.swipe img')].every(i => i.naturalWidth > 0)")
        page.focus(".swipe-range")
        for _ in range(20):
            page.keyboard.press("ArrowRight")
        seen["swipe"] = page.evaluate("document.querySelector('.swipe').style.getPropertyValue('--place')")
        box = page.locator(".swipe").bounding_box()
        page.mouse.move(box["x"] + box["width"] * 0.7, box["y"] + 40)
        page.mouse.down()
        page.mouse.move(box["x"] + box["width"] * 0.25, box["y"] + 60, steps=4)
        page.mouse.up()
        seen["dragged"] = page.evaluate("document.querySelector('.swipe').style.getPropertyValue('--place')")
        seen["pictures"] = page.locator(".swipe img").count()
        seen["chart"] = page.locator(".chart circle, .chart rect, .chart path").count()
        page.wait_for_timeout(1200)
        look("clue")

        note = "现场核查 <img src=x onerror=\"window.pwned=1\"> 完毕"
        page.select_option("#step", index=0)
        if page.locator("input[name=result]").first.is_visible():
            page.check("input[name=result][value=present]")
        page.fill("#note", note)
        page.locator("#note").scroll_into_view_if_needed()
        look("handling")
        page.click("#record")
        page.wait_for_selector(".history .remark")
        seen["remark"] = page.inner_text(".history li:first-child .remark")
        seen["pwned"] = page.evaluate("window.pwned === undefined")
        seen["note"] = note
        seen["handled"] = page.inner_text(".badges li:nth-child(3)")

        with page.expect_download() as waiting:
            page.click("#pdf")
        path = f"{folder}/clue.pdf"
        waiting.value.save_as(path)
        seen["pdf"] = open(path, "rb").read(5).decode("latin-1")

        page.keyboard.press("Escape")
        page.click(".bar .language")
        page.wait_for_timeout(500)
        seen["english"] = page.title()
        look("english")
        seen["text"] = page.evaluate("document.body.innerText")

        phone = browser.new_context(viewport={"width": 390, "height": 844}, locale="zh-CN", storage_state=context.storage_state())
        small = phone.new_page()
        watch(small, base, seen)
        small.goto(f"{base}#clue={clue}")
        small.wait_for_selector(".swipe img")
        small.wait_for_timeout(500)
        look("phone-clue", small)
        small.click(".tabs [data-view=map]")
        small.wait_for_selector(".leaflet-tile-loaded")
        small.wait_for_timeout(500)
        look("phone-map", small)
        small.click(".tabs [data-view=list]")
        look("phone-list", small)
        browser.close()
    print(json.dumps(seen, ensure_ascii=False))


def sign_in(page, user, password):
    page.fill("#login-user", user)
    page.fill("#login-password", password)
    page.click("#login .primary")


def until(page, condition):
    """Waits for a condition; the page's policy forbids playwright's own way, which evaluates text as script."""
    for _ in range(150):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(100)
    raise TimeoutError(condition)


def watch(page, base, seen):
    page.on("request", lambda request: None if request.url.startswith((base, "blob:", "data:")) else seen["requests"].append(request.url))
    page.on("pageerror", lambda error: seen["problems"].append(str(error)))
    # The browser reports the refused login and the question who is there by itself.
    page.on("console", lambda message: seen["problems"].append(message.text) if message.type == "error" and "401" not in message.text else None)


main(*sys.argv[1:])
