"""Programmes: course pages, categories, cohorts, timetables.

It owns what a course is and how its cohorts are numbered and led. A cohort's dates, places and
sessions are an Offering of `events`; who registers is not known here.
"""
