import json
from django.test import Client
from tests.walk.addresses import ours
import pytest
NASTY = {"nul":"a\x00b", "long":"长"*20000, "sur":"\udcff", "emoji":"👨‍👩‍👧‍👦𠮷䶮\U00020000\U000323af", "neg":"-1","huge":"9"*400, "rtl":"\u202eabc","list":"[]","quote":"'\"%s%(x)s{{x}}"}
PARAMS = ["page","date","view","kind","unit","venue","open","q","type","state","year","offering","show","since","lang","from","to","cursor","next","show","month","past"]
def test_get(scene):
    cl={r:Client(raise_request_exception=False) for r in ("anonymous","participant","organiser","reviewer","liaison","administrator")}
    for r,c in cl.items():
        if r!="anonymous": c.force_login(scene.people[r])
    from urllib.parse import quote
    out=set()
    for a in ours():
        p=a.path(scene)
        for n,v in [*NASTY.items(),("badutf","%ff%fe"),("over","%c0%80")]:
            raw = v if n in("badutf","over") else quote(v.encode("utf-8","surrogatepass"))
            for q in ("&".join(f"{k}={raw}" for k in PARAMS), f"{raw}=1"):
                for r in ("anonymous","organiser","participant","reviewer"):
                    if len(q)>150000: q=q[:60000]
                    resp=cl[r].get(p+"?"+q)
                    if resp.status_code>=500: out.add((a.written,n,r,resp.status_code, str((resp.exc_info or [0,0])[1])[:150]))
    for o in sorted(out): print(o)
def test_path(scene):
    out=set()
    c=Client(raise_request_exception=False); c.force_login(scene.people["organiser"])
    for a in ours():
        for raw in ("%00","a%00b","%ff","%C0%80","x"*3000,"0123456789ab","0123456789AB","%F0%A0%AE%B7","..%2f","%0a"):
            for extra in ("","/en"):
                resp=c.get(extra+a.with_id(raw))
                if resp.status_code>=500 or (a.is_about_a_record and resp.status_code not in(404,405,410)): out.add((a.written,raw[:20],resp.status_code,str((resp.exc_info or [0,0])[1])[:150]))
    for p in ("/%00","/courses/%00/","/%ff/","/en/%00","/documents/1/%00","/uploads/%00","/static/%00","/courses/"+"x"*5000+"/","/uploads/../x","/documents/99999999999999999999/x","/courses/?page=%00","/events/?kind=%00&page=-1","/venues/?town=%00&type=%00","/articles/?page=99999999999999999999","/accounts/login/?next=%00","/accounts/password/reset/key/%00-x/","/accounts/confirm-email/%00/","/?%00=1","/admin/%00/","/_util/authenticate_with_password/99999999999999999999/1/"):
        resp=c.get(p)
        if resp.status_code not in (404,200,302,400): out.add((p,resp.status_code,str((resp.exc_info or [0,0])[1])[:150]))
        if resp.status_code==400: print(p, resp.status_code, resp.content[:80])
    for o in sorted(out): print(o)
def test_methods(scene):
    out={}
    c=Client(raise_request_exception=False); c.force_login(scene.people["organiser"])
    for a in ours():
        for m in ("PUT","DELETE","OPTIONS","HEAD","PATCH","TRACE","FOO"):
            resp=c.generic(m,a.path(scene))
            out.setdefault((m,resp.status_code),[]).append(a.written)
    for k,v in sorted(out.items()): print(k,len(v),v[:60] if k[1] not in(405,404) else '')
