"""Jobs of the house itself: what a killed worker left undone is done again."""

from procrastinate.contrib.django import app

STALLED_AFTER_SECONDS = 15


@app.periodic(cron="* * * * * */15")
@app.task(queueing_lock="retry_stalled_jobs")
async def retry_stalled_jobs(timestamp: int) -> None:
    """Give back to the queue what a worker that no longer beats was doing."""
    manager = app.job_manager
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_AFTER_SECONDS):
        await manager.retry_job(job)
