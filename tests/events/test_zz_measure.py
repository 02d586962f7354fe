"""One-off: how long lists take at 1,000 events."""
from time import perf_counter, process_time
import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from wagtail.signal_handlers import disable_reference_index_auto_update
from publishing.page_cache import cache
from tests.bench import data
from events.models import EventIndexPage
from portal.founding import found

@pytest.mark.django_db
def test_measure(client):
    with disable_reference_index_auto_update():
        home = found()
        units = data.make_units()
        index = EventIndexPage.objects.child_of(home).get()
        t=perf_counter(); data.make_events(index, 1000, units); print('built', perf_counter()-t)
    for q in ('', '?when=past','?when=month','?kind=%s' % data.KINDS[0][0], '?registration=open', '?page=30'):
        client.get('/events/'+q)
        times=[]
        for _ in range(3):
            cache.clear(); t=process_time()
            with CaptureQueriesContext(connection) as qs: r=client.get('/events/'+q)
            times.append(round(process_time()-t,3))
        slow=sorted(qs.captured_queries, key=lambda x: -float(x['time']))[:2]
        print(q, r.status_code, len(qs), times, [(s['time'], s['sql'][:150]) for s in slow])
