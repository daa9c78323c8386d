# Requests/s of the service beside its database's limit, and answer times at a fixed rate.
set datafile separator ','
set terminal svg size 720,360 font 'sans,11' background 'white'
set style fill solid 0.8
set yrange [0:*]
set grid ytics
set key top left
set output 'results/alternating.svg'
set title 'One run, in turns: the statements alone and the service around them'
set xlabel 'turn (8 clients, then 32)'
set ylabel 'per second'
plot '< grep ,sign, results/alternating.csv' using 0:4 with linespoints title 'signing, statements alone', \
     '' using 0:7 with linespoints title 'signing, service', \
     '< grep ,lookup, results/alternating.csv' using 0:4 with linespoints title 'lookup, statement alone', \
     '' using 0:7 with linespoints title 'lookup, service'
set output 'results/fixed-rate.svg'
set title 'At a fixed rate'
set xlabel 'turn'
set ylabel 'ms'
plot '< grep sign, results/fixed-rate.csv' using 2:3 with linespoints title 'signing, statements alone, p50', '' using 2:5 with linespoints title 'signing, service, p50', \
     '< grep lookup, results/fixed-rate.csv' using 2:3 with linespoints title 'lookup, statement alone, p50', '' using 2:5 with linespoints title 'lookup, service, p50'
